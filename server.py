"""What `streamlit run` serves: the pages of an audience behind the layers of `outputs/web/layers.py`."""

import sys
from functools import partial
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import Route

from smart_tokyo import APP_NAME, Mistake, settings
from smart_tokyo.addresses import at, base
from smart_tokyo.operating import logs
from smart_tokyo.outputs.api import api, snapshots
from smart_tokyo.outputs.web import head
from smart_tokyo.outputs.web.layers import READY, ServedView, inline_hashes, middleware
from smart_tokyo.roles import BadSignIn, sign_in
from smart_tokyo.store import StorePaths
from smart_tokyo.view.frame import PAGES, streamlit_inside, unable, warm
from smart_tokyo.view.frame import snapshots as shown

LONGEST_END_S = 10
GATHERED_S = 0.005

streamlit_inside.log_as_we_do()
streamlit_inside.ask_nobody()
streamlit_inside.send_at_once()
streamlit_inside.gather(GATHERED_S)
streamlit_inside.end_within(LONGEST_END_S)
audience = settings.get("AUDIENCE")
warmth = warm.Warmth(audience)
try:
    logs.set_up()
    auth = sign_in(audience, st.get_option("server.address") or "0.0.0.0", base())
    if audience != "public" and not st.get_option("server.allowedHosts"):
        raise BadSignIn("the internal view answers only to names it knows: use python -m smart_tokyo serve")
    pages = [page for page in PAGES.values() if page.is_for(audience)]
    listed = [page.path[1:] for page in pages if page.in_menu]
    if audience == "public":
        from smart_tokyo.outputs.api import tools  # here, as it takes 30 MB of memory

        open_data = api.routes(audience, partial(tools.routes, hosts=st.get_option("server.allowedHosts")))
    else:
        open_data = api.routes(audience)
    routes = [*open_data, *head.routes(audience, lambda: [*listed, *snapshots.sheets()])]
    routes.append(Route(at(READY), warmth.answer))
    site = ServedView(
        audience,
        pages=[page.name for page in pages],
        scripts=inline_hashes(streamlit_inside.document() + head.SCRIPT.encode()),
        embedders=settings.typed("EMBED_HOSTS"),
        https=auth is not None and auth["redirect_uri"].startswith("https:"),
        may_enter=streamlit_inside.may_enter if auth else lambda cookies: True,
        name=APP_NAME,
        heads={p.name: head.Head(p.title, p.about, p.in_menu) for p in pages} if audience == "public" else {},
        modules=streamlit_inside.modules(),
        ready=lambda: warmth.ready,
    )
    layers = middleware(site)
    if port := settings.typed("METRICS_PORT"):
        from smart_tokyo.operating import metrics  # here, as most have nobody who asks

        store, caches = StorePaths(settings.store_dir()), {"queries": shown.lookups}
        metrics.start(port, metrics.Served(store, audience, caches, streamlit_inside.stats))
        streamlit_inside.time_runs(metrics.RERUNS.observe)
        layers.insert(0, Middleware(metrics.Timed))
except (Mistake, OSError) as error:
    sys.exit(f"error: {error}")

app = st.App(
    Path(__file__).parent / "app.py",
    routes=routes,
    secrets={"auth": auth} if auth else None,
    lifespan=warmth.alive,
    middleware=layers,
    on_script_error=unable.failed,
)

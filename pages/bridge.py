"""Why a number of one version is not that of another."""

from smart_tokyo.view.frame.shell import shell
from smart_tokyo.view.pages import bridge
from smart_tokyo.view.subjects.compared import TEXTS

page = shell("bridge")
if found := bridge.asked(page):
    bridge.show(page, *found)
else:
    page.nothing(page.t(TEXTS["none"]))
page.link("changes", page.t("All versions"), icon=":material/history:")
page.footer()

// A language chosen on a page comes into its address and title without a new document, whose language follows here.
// On a telephone the drawer shuts for another page or search: Streamlit shuts it for links alone, not for its form.
const here = () => location.pathname + new URLSearchParams(location.search).get("q")
let shown = here()
new MutationObserver(() => {
  const asked = /^(ja|en)/.exec(new URLSearchParams(location.search).get("lang"))
  if (asked) document.documentElement.lang = asked[0]
  if (shown === here()) return
  shown = here()
  if (matchMedia("(max-width: 767px)").matches)
    document.querySelector("[data-testid=stSidebarCollapseButton] [aria-expanded=true]")?.click()
}).observe(document.head, { childList: true, characterData: true, subtree: true })
// The link of the menu to the page that is open says so to screen readers; Streamlit colours it alone.
new MutationObserver(() => {
  for (const link of document.querySelectorAll("[data-testid=stSidebar] [data-testid=stPageLink-NavLink]")) {
    const isHome = !/^[^?]/.test(link.getAttribute("href"))
    if (isHome ? !location.pathname.endsWith("/") : link.pathname !== location.pathname) link.removeAttribute("aria-current")
    else if (!link.ariaCurrent) link.setAttribute("aria-current", "page")
  }
}).observe(document, { childList: true, subtree: true })

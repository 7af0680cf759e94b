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

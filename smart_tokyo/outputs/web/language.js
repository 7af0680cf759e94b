// A language chosen on a page comes into its address and title without a new document, whose language follows here.
new MutationObserver(() => {
  const asked = /^(ja|en)/.exec(new URLSearchParams(location.search).get("lang"))
  if (asked) document.documentElement.lang = asked[0]
}).observe(document.head, { childList: true, characterData: true, subtree: true })

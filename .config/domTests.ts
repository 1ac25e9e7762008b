// Setup of the tests that run in a simulated page. Such a page has no doctype, about which KaTeX prints a warning when
// it loads. Vitest fails a run if that happens while the last test of a file ends.
Object.defineProperty(document, 'compatMode', { value: 'CSS1Compat', configurable: true })

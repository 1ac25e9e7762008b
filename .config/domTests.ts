// Setup of the tests that run in a simulated page.
import { MessageChannel } from 'node:worker_threads'

// The page has no doctype, about which KaTeX prints a warning when it loads. Vitest fails a run if that happens while
// the last test of a file ends.
Object.defineProperty(document, 'compatMode', { value: 'CSS1Compat', configurable: true })

// A context has only the globals of the language and of the simulated page, which lacks this one.
Object.assign(globalThis, { MessageChannel })

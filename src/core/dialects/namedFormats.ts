/** What the options `dialect` and `pick` load with the first record of an answer. */
export { dialects } from './index.ts'
export { createPick } from './pick.ts'

/** What the dialect `content` loads at the first record that is not plain. */
export { wholeContent } from './wholeContent.ts'

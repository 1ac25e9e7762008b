/** The code for all parts but text. It is loaded with the first event of such a part, or the first tool result. */
export { applyEvent } from '../answer.ts'
export { checkEvent } from './checkEvent.ts'
export { checkToolResults, withToolResult } from './toolResults.ts'

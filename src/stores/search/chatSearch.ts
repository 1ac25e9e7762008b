export { createChatSearch } from './createChatSearch.ts'
export { excerptOf } from './excerptOf.ts'
export { searchTerms } from './searchTerms.ts'

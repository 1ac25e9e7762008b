/** By these a file of chats is known. The version changes when a file of the former one would be read wrongly. */
export const FORMAT = 'vue-chat-stream'
export const VERSION = 1

/** In bytes: more than a browser holds in memory three times over without trouble would lose the page. */
export const LARGEST_FILE = 256 * 1024 * 1024
export const MOST_CHATS = 20_000
/** Of one chat. */
export const MOST_MESSAGES = 50_000
/** Of one message. */
export const MOST_PARTS = 10_000
/** In UTF-16 units: ids are keys of a database. */
export const LONGEST_ID = 200
export const LONGEST_TITLE = 1000
/** How deep a server's own data may go: deeper than any is, and far from where a stack overflows. */
export const DEEPEST_DATA = 64

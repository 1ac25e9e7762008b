/** Identify a file of chats. Increase the version if a file of the previous version would be misread. */
export const FORMAT = 'vue-chat-stream'
export const VERSION = 1

/**
 * Largest file, in bytes: an import holds the content about three times in memory, and a larger file may crash
 * the page.
 */
export const LARGEST_FILE = 256 * 1024 * 1024
export const MOST_CHATS = 20_000
/** Largest number of messages in one chat. */
export const MOST_MESSAGES = 50_000
/** Largest number of parts in one message. */
export const MOST_PARTS = 10_000
/** Longest id, in UTF-16 units: ids are keys of a database. */
export const LONGEST_ID = 200
export const LONGEST_TITLE = 1000
/** Deepest nesting of a server's own data: deeper than any in practice, and far from a stack overflow. */
export const DEEPEST_DATA = 64

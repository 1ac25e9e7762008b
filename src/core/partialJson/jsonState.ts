/** A list or object that is not closed yet. It holds only entries that are complete. */
interface Level {
  readonly entries: Entries
  /** The name of the next entry. */
  key: string
  /** What it costs to copy the entries. */
  cost: number
}

type Entries = unknown[] | Record<string, unknown>

/** What the next character may be. */
type Place =
  | 'value'
  | 'first-value'
  | 'name'
  | 'first-name'
  | 'colon'
  | 'comma'
  | 'string'
  | 'literal'
  | 'after'

/** State of a reader of partial JSON. The functions that change it get it as their first argument. */
export interface JsonState {
  readonly levels: Level[]
  place: Place
  /** The value at the top level, when it is complete. */
  root: unknown
  /** The string or the literal that is being read. */
  text: string
  /** Whether the string is the name of an entry. */
  isName: boolean
  /** An escape whose end has not arrived, such as `\u00`. */
  escape: string
  /** The first half of a surrogate pair whose second half has not arrived. */
  high: string
  /** Whether the value differs from the last snapshot. */
  isChanged: boolean
  /** What a snapshot of all open levels costs. */
  cost: number
  /** Characters read and entries copied so far. */
  work: number
}

/** How deeply lists and objects may be nested: deeper values break code that walks them recursively. */
export const MAX_DEPTH = 256

/** An entry of an object costs about as much to copy as this many of a list. */
const NAMED_ENTRY_COST = 8

export function createJsonState(): JsonState {
  return {
    levels: [],
    place: 'value',
    root: undefined,
    text: '',
    isName: false,
    escape: '',
    high: '',
    isChanged: false,
    cost: 0,
    work: 0,
  }
}

/** Adds an entry. `__proto__` must become an own property, which an assignment would not create. */
function setEntry(entries: Entries, key: string, value: unknown): void {
  if (Array.isArray(entries)) entries.push(value)
  else if (key === '__proto__') {
    const isOwn = { configurable: true, enumerable: true, writable: true }
    Object.defineProperty(entries, key, { ...isOwn, value })
  } else entries[key] = value
}

/** Adds a value that is complete to the list or object around it. */
export function completeValue(state: JsonState, value: unknown): void {
  state.isChanged = true
  const level = state.levels.at(-1)
  if (!level) {
    state.root = value
    state.place = 'after'
    return
  }
  setEntry(level.entries, level.key, value)
  const entryCost = Array.isArray(level.entries) ? 1 : NAMED_ENTRY_COST
  level.cost += entryCost
  state.cost += entryCost
  state.place = 'comma'
}

/** Opens a list or object. @returns false if it is nested too deeply */
export function openLevel(state: JsonState, entries: Entries): boolean {
  if (state.levels.length >= MAX_DEPTH) return false
  state.levels.push({ entries, key: '', cost: 0 })
  state.isChanged = true
  state.place = Array.isArray(entries) ? 'first-value' : 'first-name'
  return true
}

export function closeLevel(state: JsonState): true {
  const level = state.levels.pop()
  state.cost -= level?.cost ?? 0
  completeValue(state, level?.entries)
  return true
}

/** Copies the open levels, with the string that is being read in the last one. */
export function takeSnapshot(state: JsonState): unknown {
  state.isChanged = false
  if (state.place === 'after') return state.root
  let hasChild = state.place === 'string' && !state.isName
  let child: unknown = hasChild ? state.text : undefined
  for (const { entries, key } of state.levels.toReversed()) {
    const copy = Array.isArray(entries) ? entries.slice() : { ...entries }
    if (hasChild) setEntry(copy, key, child)
    child = copy
    hasChild = true
  }
  state.work += state.cost
  return child
}

import type { StreamRecord } from '../types.ts'

/** Decodes text that may be cut anywhere into records. `isEnd` is passed once, at a clean end. */
export type RecordDecoder = (text: string, isEnd?: boolean) => readonly StreamRecord[]

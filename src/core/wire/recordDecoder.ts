import type { StreamRecord } from '../types.ts'

/** Makes records of decoded text that may be cut anywhere. `isEnd` comes once, at a clean end. */
export type RecordDecoder = (text: string, isEnd?: boolean) => readonly StreamRecord[]

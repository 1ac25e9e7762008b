import type { Dialect } from '../types.ts'
import { content } from './content.ts'
import { detectAmong } from './detect.ts'
import { openai } from './openai.ts'
import { text } from './text.ts'

/** The dialects that the option `dialect` knows by name. A further one is one file, and a line here. */
export const dialects = {
  content,
  openai,
  text,
} as const satisfies Record<string, Dialect>

export type DialectName = keyof typeof dialects

/** Recognises the format of one answer by itself. `openai` goes before `content`: its shape is the narrower. */
export const createAuto = (): Dialect => detectAmong([openai, content], text)

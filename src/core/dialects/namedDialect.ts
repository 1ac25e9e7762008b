import { loadCode, requireCode } from '../loadCode.ts'
import { checkPick } from '../stream/arguments/checkOptions.ts'
import type { Dialect } from '../types.ts'
import { auto } from './auto.ts'
import { encodeOpenAI } from './encodeOpenAI.ts'
import { eventsOf } from './eventNames.ts'
import { content } from './formats/content.ts'
import type { DialectName } from './index.ts'

/** The names that the option `dialect` accepts. */
export const DIALECT_NAMES =
  'auto openai openai-responses anthropic gemini ollama ag-ui langgraph dashscope coze mastra ai-sdk-data ai-sdk dify content text'.split(
    ' ',
  )

/** Returns the dialect of a name. The code of all but `auto` and `content` is loaded with the first record. */
export function namedDialect(name: DialectName | 'auto' = 'auto'): Dialect {
  if (name === 'auto') return auto
  if (name === 'content') return content
  const load = () => import('./namedFormats.ts').then(({ dialects }) => dialects[name])
  return loadedDialect(name, load, {
    events: eventsOf(name),
    ...(name === 'openai' && { encode: encodeOpenAI }),
  })
}

/** Returns `createPick(path)`, whose code is loaded with the first record. */
export function pickedDialect(path: string): Dialect {
  checkPick(path)
  const load = () => import('./namedFormats.ts').then(({ createPick }) => createPick(path))
  return loadedDialect('pick', load, { events: eventsOf('content') })
}

function loadedDialect(
  name: string,
  load: () => Promise<Dialect>,
  fields: Pick<Dialect, 'events' | 'encode'>,
): Dialect {
  let code: Dialect | undefined
  return {
    name,
    ...fields,
    prepare: (record, state) =>
      code
        ? code.prepare?.(record, state)
        : loadCode(load(), `dialect \`${name}\``).then((dialect) => {
            code = dialect
            return dialect.prepare?.(record, state)
          }),
    decode: (record, state) => requireCode(code).decode(record, state),
    end: (state) => code?.end?.(state) ?? [],
  }
}

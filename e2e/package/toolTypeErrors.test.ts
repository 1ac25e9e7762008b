// Compiles wrong uses of typed tools, and checks that the compiler's errors name the mistake.
import { join } from 'node:path'
import ts from 'typescript'
import { expect, test } from 'vitest'

const GIVEN = `
import { defineTools, useChatStream } from 'vue-chat-stream'
import { z } from 'zod'
const input = z.object({ city: z.string() })
const tools = defineTools({ weather: { description: '', input, execute: () => ({ degrees: 21 }) } })
const chat = useChatStream({ url: '/', tools })
const part = chat.messages.value[0]!.parts[0]!
`

const CASES: readonly (readonly [mistake: string, code: string, error: RegExp])[] = [
  ['nothing wrong', 'part', /^$/],
  [
    'a misspelled field of a tool',
    `defineTools({ weather: { description: '', input, exec: () => 1 } })`,
    /not assignable to type '"This is not a field of a tool\."'/,
  ],
  [
    'a tool without a description',
    `defineTools({ weather: { input } })`,
    /Property 'description' is missing/,
  ],
  [
    'a schema that is none',
    `defineTools({ weather: { description: '', input: 1 } })`,
    /Type 'number' is not assignable to type 'ToolSchema/,
  ],
  [
    'an unknown name of an argument',
    `defineTools({ weather: { description: '', input, execute: ({ town }) => town } })`,
    /^Property 'town' does not exist on type '\{ city: string; \}'\.$/,
  ],
  [
    'an output in a state that has none',
    `if (part.type === 'tool' && part.state === 'executing') part.output.degrees`,
    /^'part\.output' is possibly 'undefined'\.$/,
  ],
  [
    'an unknown state',
    `if (part.type === 'tool' && part.state === 'running') part`,
    /^This comparison appears to be unintentional .*"running"' have no overlap\.$/,
  ],
  [
    'the result of another type',
    `chat.addToolOutput({ id: '1', output: { degrees: 'warm' } })`,
    /Type 'string' is not assignable to type 'number'/,
  ],
]

const fileOf = (index: number) => join(import.meta.dirname, `wrong${index}.ts`)

/** Returns the compiler's errors for each case: all are compiled at once. */
function compile(): readonly string[] {
  const files = new Map(CASES.map(([, code], index) => [fileOf(index), GIVEN + code]))
  const { config } = ts.readConfigFile(join(import.meta.dirname, 'tsconfig.json'), ts.sys.readFile)
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, import.meta.dirname)
  const settings = { ...options, incremental: false, noUnusedLocals: false }
  const host = ts.createCompilerHost(settings)
  const { readFile, fileExists } = host
  host.readFile = (file) => files.get(file) ?? readFile(file)
  host.fileExists = (file) => files.has(file) || fileExists(file)
  const program = ts.createProgram([...files.keys()], settings, host)
  return [...files.keys()].map((file) =>
    program
      .getSemanticDiagnostics(program.getSourceFile(file))
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))
      .join('\n'),
  )
}

test('errors name the mistake', () => {
  for (const [index, errors] of compile().entries()) {
    const [mistake, , expected] = CASES[index] ?? []
    expect(errors, mistake).toMatch(expected ?? '')
  }
})

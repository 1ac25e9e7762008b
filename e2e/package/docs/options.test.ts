// Compares docs/options.md with the doc comments of the published declarations.
import { join } from 'node:path'
import ts from 'typescript'
import { expect, test } from 'vitest'
import { readPage } from './readExamples.ts'

const DIST = join(import.meta.dirname, '../../../dist')

/** The statements of all published declarations. */
const statements = ts.sys
  .readDirectory(DIST, ['.d.ts'])
  .map((file) => ts.sys.readFile(file) ?? '')
  .flatMap((text) => [...ts.createSourceFile('', text, ts.ScriptTarget.Latest, true).statements])

/** Returns the properties of these interfaces, each with the default in its doc comment. */
function documentedIn(...names: readonly string[]): Map<string, string> {
  const found = new Map<string, string>()
  for (const statement of statements) {
    if (!ts.isInterfaceDeclaration(statement) || !names.includes(statement.name.text)) continue
    for (const member of statement.members) {
      const tags = ts.getJSDocTags(member)
      const tag = tags.find(({ tagName }) => tagName.text === 'default')
      const text = ts.getTextOfJSDocComment(tag?.comment)
      // Skip the `undefined` properties that make `dialect` and `pick` exclude each other: each is documented in its
      // own interface.
      const isExclusion = tags.length === 0 && member.getText().endsWith('?: undefined;')
      const name = member.name?.getText()
      if (name && !isExclusion) found.set(name, text ?? (member.questionToken ? '' : 'required'))
    }
  }
  return found
}

const options = documentedIn(
  'ChatStreamBaseOptions',
  'ChatTypeOptions',
  'DialectOption',
  'PickOption',
  'UseChatStreamBaseOptions',
  // The options of `toTranscript`.
  'TranscriptOptions',
)
// `pick` is required only in the interface that uses it.
options.set('pick', 'none')

/** Rows of the tables with a default. The table of the transports has none. */
const ROW = /^\| `(\w+)` +\|.*\| ([^|]+?) +\|$/gm

test('docs/options.md lists every option with its default, and no other', async () => {
  const page = await readPage('docs/options.md')
  const rows = [...page.matchAll(ROW)].map(([, name = '', text = '']) => [name, text])
  const plain = rows.map(([name, text = '']) => [name, text.replaceAll('`', '')])

  expect(options.size).toBeGreaterThan(18)
  expect(Object.fromEntries(plain)).toEqual(Object.fromEntries(options))
  expect(plain).toHaveLength(options.size)
})

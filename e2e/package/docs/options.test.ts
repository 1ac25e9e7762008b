// docs/options.md against the doc comments of the published declarations.
import { join } from 'node:path'
import ts from 'typescript'
import { expect, test } from 'vitest'
import { readPage } from './readExamples.ts'

const DIST = join(import.meta.dirname, '../../../dist/src')

/** The properties of these interfaces, each with its default as the doc comment says it. */
function documentedIn(file: string, ...names: readonly string[]): Map<string, string> {
  const source = ts.createSourceFile(
    file,
    ts.sys.readFile(join(DIST, file)) ?? '',
    ts.ScriptTarget.Latest,
    true,
  )
  const found = new Map<string, string>()
  for (const statement of source.statements) {
    if (!ts.isInterfaceDeclaration(statement) || !names.includes(statement.name.text)) continue
    for (const member of statement.members) {
      const tags = ts.getJSDocTags(member)
      const tag = tags.find(({ tagName }) => tagName.text === 'default')
      const text = ts.getTextOfJSDocComment(tag?.comment)
      // That a `dialect` excludes `pick`, and the other way round, is said where each is at home.
      const isExclusion = tags.length === 0 && member.getText().endsWith('?: undefined;')
      const name = member.name?.getText()
      if (name && !isExclusion) found.set(name, text ?? (member.questionToken ? '' : 'required'))
    }
  }
  return found
}

const options = new Map([
  ...documentedIn('core/stream/options.d.ts', 'ChatStreamBaseOptions'),
  ...documentedIn('core/stream/options.d.ts', 'DialectOption', 'PickOption'),
  ...documentedIn('composables/useStream.d.ts', 'UseChatStreamBaseOptions'),
])
// It is required of those who choose it.
options.set('pick', 'none')

/** Of the tables with a default: that of the transports has none. */
const ROW = /^\| `(\w+)` +\|.*\| ([^|]+?) +\|$/gm

test('the page has every option with its default, and no other', async () => {
  const page = await readPage('docs/options.md')
  const rows = [...page.matchAll(ROW)].map(([, name = '', text = '']) => [name, text])
  const plain = rows.map(([name, text = '']) => [name, text.replaceAll('`', '')])

  expect(options.size).toBeGreaterThan(18)
  expect(Object.fromEntries(plain)).toEqual(Object.fromEntries(options))
  expect(plain).toHaveLength(options.size)
})

import { join } from 'node:path'
import { readdir, readFile } from 'node:fs/promises'

const ROOT = join(import.meta.dirname, '../../..')

export interface Example {
  /** The page, from the root: `docs/servers.md`. */
  readonly page: string
  /** The line of the page at which its code begins. */
  readonly line: number
  /** `ts`, `vue`, `sh`, … */
  readonly language: string
  /** What follows the language: the name of the file that it is, where a test or another example needs it. */
  readonly name: string | undefined
  readonly code: string
}

const FENCE = /^```(\w+)(?: +(\S+))?\n(.*?)^```$/gms

/** The pages: the READMEs, and whatever is in docs/. */
export async function listPages(): Promise<readonly string[]> {
  const files = await readdir(`${ROOT}/docs`, { recursive: true })
  const docs = files.filter((name) => name.endsWith('.md')).map((name) => `docs/${name}`)
  return ['README.md', 'README.zh-CN.md', ...docs.sort()]
}

export function readPage(page: string): Promise<string> {
  return readFile(`${ROOT}/${page}`, 'utf8')
}

/** Every fenced block with a language, in the order in which they stand on the page. */
export async function readExamples(page: string): Promise<readonly Example[]> {
  const text = await readPage(page)
  return [...text.matchAll(FENCE)].map(({ 1: language = '', 2: name, 3: code = '', index }) => ({
    page,
    line: text.slice(0, index).split('\n').length + 1,
    language,
    name,
    code,
  }))
}

/** The one example of this name, or of this language where it has none, as it stands on the page. */
export async function readExample(page: string, nameOrLanguage: string): Promise<string> {
  const found = (await readExamples(page)).filter(
    ({ name, language }) => (name ?? language) === nameOrLanguage,
  )
  const [example] = found
  if (!example || found.length > 1) {
    throw new Error(`${page} has ${found.length} examples ${nameOrLanguage} instead of one.`)
  }
  return example.code
}

import { join } from 'node:path'
import { readdir, readFile } from 'node:fs/promises'

const ROOT = join(import.meta.dirname, '../../..')

export interface Example {
  /** Path of the page from the root, for example `docs/servers.md`. */
  readonly page: string
  /** Line of the page where the code begins. */
  readonly line: number
  /** `ts`, `vue`, `sh`, … */
  readonly language: string
  /** The word after the language: the file name of the example, if a test or another example needs it. */
  readonly name: string | undefined
  readonly code: string
}

const FENCE = /^```(\w+)(?: +(\S+))?\n(.*?)^```$/gms

/** Returns the paths of the READMEs and of every page in docs/. */
export async function listPages(): Promise<readonly string[]> {
  const files = await readdir(`${ROOT}/docs`, { recursive: true })
  const docs = files.filter((name) => name.endsWith('.md')).map((name) => `docs/${name}`)
  return ['README.md', 'README.zh-CN.md', ...docs.sort()]
}

export function readPage(page: string): Promise<string> {
  return readFile(`${ROOT}/${page}`, 'utf8')
}

/** Returns every fenced block with a language, in the order of the page. */
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

/**
 * Returns the code of the only example with this name, or of the only unnamed one in this language.
 *
 * @throws if the page has none or several
 */
export async function readExample(page: string, nameOrLanguage: string): Promise<string> {
  const found = (await readExamples(page)).filter(
    ({ name, language }) => (name ?? language) === nameOrLanguage,
  )
  const [example] = found
  if (!example || found.length > 1) {
    throw new Error(
      `${page} has ${found.length} examples named ${nameOrLanguage}. Keep exactly one.`,
    )
  }
  return example.code
}

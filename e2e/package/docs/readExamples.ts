import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))

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

/** The one example of this name, or of this language where it has none, as it stands on the page. */
export async function readExample(page: string, nameOrLanguage: string): Promise<string> {
  const found = (await examplesOf(page)).filter(
    ({ name, language }) => (name ?? language) === nameOrLanguage,
  )
  const [example] = found
  if (!example || found.length > 1) {
    throw new Error(`${page} has ${found.length} examples ${nameOrLanguage} instead of one.`)
  }
  return example.code
}

async function examplesOf(page: string): Promise<readonly Example[]> {
  const text = await readFile(`${ROOT}/${page}`, 'utf8')
  return [...text.matchAll(FENCE)].map(({ 1: language = '', 2: name, 3: code = '', index }) => ({
    page,
    line: text.slice(0, index).split('\n').length + 1,
    language,
    name,
    code,
  }))
}

import { join } from 'node:path'
import type { Example } from './readExamples.ts'

const MODEL = join(import.meta.dirname, 'model.ts')

/**
 * Lays the examples of a page out as files, each line at the number that it has on the page, so that a
 * compiler's and a test's complaints name it. One in TypeScript without a name goes on with the one
 * before it, unless it begins with an import.
 *
 * @returns what stands in the files, by their names
 */
export function layOut(examples: readonly Example[]): Readonly<Record<string, string>> {
  const files: Record<string, string> = {}
  let unnamed: string | undefined
  for (const { language, name, line, code } of examples) {
    const isNew = language !== 'ts' || code.startsWith('import') || unnamed === undefined
    const file = name ?? (isNew ? `${line}.${language}` : (unnamed ?? ''))
    if (language === 'ts' && !name) unnamed = file
    const before = files[file] ?? ''
    files[file] = before + '\n'.repeat(line - before.split('\n').length) + code
    // The recipes’ models are whatever their readers have.
    if (code.includes(`'./model.js'`)) files['model.ts'] = `export * from '${MODEL}'\n`
  }
  return files
}

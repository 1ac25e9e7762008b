import { join } from 'node:path'
import type { Example } from './readExamples.ts'

const MODEL = join(import.meta.dirname, 'model.ts')

/**
 * Converts the examples of a page into files. Each line keeps the number that it has on the page, so that errors of a
 * compiler or test point to it. An unnamed TypeScript example continues the previous one, unless it begins with an
 * import.
 *
 * @returns the content of each file, by name
 */
export function toFiles(examples: readonly Example[]): Readonly<Record<string, string>> {
  const files: Record<string, string> = {}
  let unnamed: string | undefined
  for (const { language, name, line, code } of examples) {
    const isNew = language !== 'ts' || code.startsWith('import') || unnamed === undefined
    const file = name ?? (isNew ? `${line}.${language}` : (unnamed ?? ''))
    if (language === 'ts' && !name) unnamed = file
    const before = files[file] ?? ''
    files[file] = before + '\n'.repeat(line - before.split('\n').length) + code
    // The recipes import a model that their readers have; give them one.
    if (code.includes(`'./model.js'`)) files['model.ts'] = `export * from '${MODEL}'\n`
  }
  return files
}

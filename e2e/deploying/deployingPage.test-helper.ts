import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** The root of the project. */
export const ROOT = join(import.meta.dirname, '../..')

/** Returns the code block of docs/deploying.md that contains a text. */
export async function codeWith(language: string, text: string): Promise<string> {
  const page = await readFile(join(ROOT, 'docs/deploying.md'), 'utf8')
  const blocks = [...page.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms'))]
  const code = blocks.map(([, block = '']) => block).find((block) => block.includes(text))
  if (code === undefined) throw new Error(`docs/deploying.md has no ${language} block with ${text}`)
  return code
}

import { mkdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** Inside the repository, so that imports resolve to its packages and to the built package. */
export const RESULTS = join(import.meta.dirname, '../../../test-results/examples')

/** Creates a folder that contains only these example files. */
export async function makeExamplesFolder(
  name: string,
  files: Readonly<Record<string, string>>,
): Promise<string> {
  const folder = join(RESULTS, name)
  await rm(folder, { recursive: true, force: true })
  for (const [file, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, file)), { recursive: true })
    await writeFile(join(folder, file), text)
  }
  return folder
}

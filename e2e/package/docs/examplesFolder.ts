import { mkdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** Within the repository, so that its packages and the built one are found by their names. */
const RESULTS = join(import.meta.dirname, '../../../test-results/examples')

/** Makes a folder for examples, with these files in it and nothing else. */
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

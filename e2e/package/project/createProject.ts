import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))
const start = promisify(execFile)

export interface Project {
  readonly folder: string
  /** Runs a command in the project folder, and returns its standard output. */
  run(command: string, ...args: readonly string[]): Promise<string>
  remove(): Promise<void>
}

/** Installs the dependencies of a project. `run` runs commands in its folder. */
export type Install = (run: Project['run']) => Promise<unknown>

const installWithNpm: Install = (run) =>
  run('npm', 'install', '--prefer-offline', '--no-audit', '--no-fund')

/**
 * Creates a project outside the repository, with the package as npm would publish it: packed from the output of
 * `npm run build:lib`, and installed with its dependencies. Removes the folder if the installation fails.
 *
 * @param files - file contents by name
 * @param dependencies - versions by name
 * @param install - installs the dependencies. @default npm
 */
export async function createProject(
  files: Readonly<Record<string, string>>,
  dependencies: Readonly<Record<string, string>>,
  install: Install = installWithNpm,
): Promise<Project> {
  const folder = await mkdtemp(join(tmpdir(), 'vue-chat-stream-'))
  const run = async (command: string, ...args: readonly string[]) =>
    (await start(command, args, { cwd: folder, env, maxBuffer: 64 * 1024 * 1024 })).stdout
  const pack = ['pack', ROOT, '--ignore-scripts', '--silent', '--pack-destination', folder]
  const tarball = (await run('npm', ...pack)).trim()

  const manifest = {
    private: true,
    type: 'module',
    dependencies: { ...dependencies, 'vue-chat-stream': `file:${tarball}` },
  }
  for (const [name, text] of Object.entries({
    ...files,
    'package.json': JSON.stringify(manifest),
  })) {
    await mkdir(dirname(join(folder, name)), { recursive: true })
    await writeFile(join(folder, name), text)
  }
  const remove = () => rm(folder, { recursive: true, force: true })
  try {
    await install(run)
  } catch (error) {
    await remove()
    throw error
  }
  return { folder, run, remove }
}

/** The environment without the variables that npm sets for scripts, such as their folder, which is this repository. */
const env = Object.fromEntries(
  Object.entries({ ...process.env, NUXT_TELEMETRY_DISABLED: '1' }).filter(
    ([name]) => !name.startsWith('npm_') && name !== 'NODE_OPTIONS',
  ),
)

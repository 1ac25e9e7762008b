import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { vi } from 'vitest'

/**
 * What a build of somebody's app keeps of the package, for these names, except Vue.
 *
 * @param environment by which the package's `exports` give another entry
 */
export async function bundle(
  names: string,
  environment: 'production' | 'development' = 'production',
): Promise<string> {
  const entry = '\0entry'
  // Vite would take the test runner's.
  vi.stubEnv('NODE_ENV', environment)
  const output = await build({
    root: fileURLToPath(new URL('.', import.meta.url)),
    configFile: false,
    logLevel: 'warn',
    build: {
      write: false,
      rolldownOptions: {
        input: entry,
        external: ['vue'],
        preserveEntrySignatures: 'strict',
      },
    },
    plugins: [
      {
        name: 'entry',
        resolveId: (id) => (id === entry ? id : undefined),
        load: (id) => (id === entry ? `export { ${names} } from 'vue-chat-stream'` : undefined),
      },
    ],
  }).finally(() => vi.unstubAllEnvs())
  if (!('output' in output)) throw new Error('Expected one build.')
  return output.output.map((file) => (file.type === 'chunk' ? file.code : '')).join('\n')
}

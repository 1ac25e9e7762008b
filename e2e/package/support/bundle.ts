import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { vi } from 'vitest'

/**
 * Bundles these exports of the package as a user's build does, without Vue, and returns the code.
 *
 * @param environment - selects the entry in the package's `exports`
 */
export async function bundle(
  names: string,
  environment: 'production' | 'development' = 'production',
): Promise<string> {
  const entry = '\0entry'
  // Otherwise Vite would use the test runner's NODE_ENV.
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

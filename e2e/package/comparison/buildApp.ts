import { access, copyFile, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import vue from '@vitejs/plugin-vue'
import { build } from 'vite'

export const APPS = ['ours', 'ai-sdk', 'tanstack'] as const
export type AppName = (typeof APPS)[number]

const ROOT = join(import.meta.dirname, '../../..')
const PEERS = join(ROOT, 'e2e/package/peers/node_modules')
const VUE = 'node_modules/vue/dist/vue.runtime.esm-browser.prod.js'

export interface BuiltApp {
  readonly folder: string
  /** Bytes that the page loads at once, gzipped: JavaScript and CSS without Vue. */
  readonly size: number
  /** Returns the bytes of these files, gzipped. Vue is not counted. */
  sizeOf(fileNames: Iterable<string>): number
}

/** Whether the packages in `e2e/package/peers` are installed. */
export const hasPeers: boolean = await Promise.all(
  ['@tanstack/ai-vue', 'dompurify'].map((name) => access(join(PEERS, name))),
).then(
  () => true,
  () => false,
)

/** Builds an app as its user does, but with Vue in a separate file. The caller removes the folder. */
export async function buildApp(name: AppName): Promise<BuiltApp> {
  const folder = await mkdtemp(join(tmpdir(), `comparison-${name}-`))
  const entry = '\0entry'
  // Otherwise Vite uses the test runner's NODE_ENV, and bundles the code for development.
  const environment = process.env['NODE_ENV']
  process.env['NODE_ENV'] = 'production'
  const built = await build({
    root: join(import.meta.dirname, name),
    configFile: false,
    logLevel: 'warn',
    resolve: {
      // Other versions of TanStack AI are in the folder of the repository.
      alias: [
        { find: /^@tanstack\/(ai|ai-client|ai-vue)$/, replacement: `${PEERS}/@tanstack/$1` },
        { find: 'dompurify', replacement: `${PEERS}/dompurify` },
      ],
    },
    plugins: [
      vue(),
      {
        name: 'entry',
        resolveId: (id) => (id === entry ? id : undefined),
        load: (id) =>
          id === entry
            ? `import { createApp } from 'vue'
               import App from '${join(import.meta.dirname, name, 'App.vue')}'
               createApp(App).mount('#app')`
            : undefined,
      },
    ],
    build: {
      outDir: folder,
      emptyOutDir: false,
      rolldownOptions: { input: { entry }, external: ['vue'] },
    },
  }).finally(() => {
    if (environment === undefined) delete process.env['NODE_ENV']
    else process.env['NODE_ENV'] = environment
  })
  if (!('output' in built)) throw new Error('Vite returned several builds. Expected one.')
  const files = new Map(built.output.map((file) => [file.fileName, file]))
  const start = built.output.find((file) => file.type === 'chunk' && file.isEntry)
  const loaded = new Set([start?.fileName ?? ''])
  for (const fileName of loaded) {
    const file = files.get(fileName)
    if (file?.type === 'chunk') file.imports.forEach((imported) => loaded.add(imported))
  }
  loaded.delete('vue')
  const styles = [...files.keys()].filter((fileName) => /entry.*\.css$/.test(fileName))
  const page = `<!doctype html><link rel="icon" href="data:,"><title>Chat</title>
    <script type="importmap">{ "imports": { "vue": "/vue.js" } }</script>
    ${styles.map((style) => `<link rel="stylesheet" href="/${style}">`).join('')}
    <div id="app"></div><script type="module" src="/${start?.fileName}"></script>`
  await writeFile(join(folder, 'index.html'), page)
  await copyFile(join(ROOT, VUE), join(folder, 'vue.js'))
  const sizes = new Map(
    built.output.map((file) => [
      file.fileName,
      gzipSync(file.type === 'chunk' ? file.code : file.source).length,
    ]),
  )
  const sizeOf = (names: Iterable<string>) =>
    [...names].reduce((sum, fileName) => sum + (sizes.get(fileName) ?? 0), 0)
  return { folder, sizeOf, size: sizeOf([...loaded, ...styles]) }
}

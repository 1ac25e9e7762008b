import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, type Plugin } from 'vite'

/**
 * What the frame's page may do: run its own scripts and style what Mermaid draws. It stands in the page, so
 * that it holds wherever the files are served from.
 */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'unsafe-inline'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ')

/** The scripts are classic ones: modules are fetched by CORS, which a page without an origin never passes. */
const page = (scripts: readonly string[]) => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="${POLICY}" />
    <title>Diagram</title>
${scripts.map((script) => `    <script defer src="${script}"></script>`).join('\n')}
  </head>
  <body></body>
</html>
`

/** Mermaid with all its diagrams, in one classic script. */
function mermaidScript(): Promise<string> {
  const path = createRequire(import.meta.url).resolve('mermaid/dist/mermaid.min.js')
  return readFile(path, 'utf8')
}

async function frameScript(): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'warn',
    build: {
      write: false,
      target: 'es2022',
      copyPublicDir: false,
      lib: {
        entry: fileURLToPath(new URL('../src/app/diagrams/frame/main.ts', import.meta.url)),
        formats: ['iife'],
        name: 'diagramFrame',
      },
    },
  })
  const [output] = Array.isArray(result) ? result : []
  const [chunk] = output?.output ?? []
  if (chunk?.type !== 'chunk') throw new Error('The script of the diagram frame was not built.')
  return chunk.code
}

/** Serves and emits `diagram/index.html`, the page in which diagrams are drawn, with its scripts. */
export function diagramFrame(): Plugin {
  return {
    name: 'vue-chat-stream:diagram-frame',

    configureServer({ config, middlewares }) {
      const files: Readonly<Record<string, () => Promise<string> | string>> = {
        'index.html': () => page(['mermaid.js', 'frame.js']),
        'mermaid.js': mermaidScript,
        'frame.js': frameScript,
      }
      middlewares.use(`${config.base}diagram/`, (request, response, next) => {
        const name = request.url?.replace(/^\/|\?.*$/g, '') ?? ''
        const file = Object.hasOwn(files, name) ? files[name] : undefined
        if (!file) return next()
        const type = name.endsWith('.html') ? 'text/html' : 'text/javascript'
        response.setHeader('Content-Type', `${type}; charset=utf-8`)
        Promise.resolve(file()).then((text) => response.end(text), next)
      })
    },

    async generateBundle() {
      const sources = { mermaid: await mermaidScript(), frame: await frameScript() }
      const scripts = Object.entries(sources).map(([name, source]) => {
        const asset = this.emitFile({ type: 'asset', name: `${name}.js`, source })
        return posix.relative('diagram', this.getFileName(asset))
      })
      this.emitFile({ type: 'asset', fileName: 'diagram/index.html', source: page(scripts) })
    },
  }
}

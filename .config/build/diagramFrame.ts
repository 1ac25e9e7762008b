import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { build, type Plugin } from 'vite'
import { inlineScript, type InlineScript } from './inlineScript.ts'

/**
 * Policy of the frame's page: it may run its own inline scripts and apply the styles of Mermaid. The policy is in the
 * page itself, so it holds on every server.
 */
const policy = (scripts: readonly InlineScript[]) =>
  [
    "default-src 'none'",
    `script-src ${scripts.map(({ hash }) => hash).join(' ')}`,
    "style-src 'unsafe-inline'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')

/**
 * Inlines the scripts: in a page without an origin, WebKit matches nothing with `'self'`.
 *
 * @see https://bugs.webkit.org/show_bug.cgi?id=316847
 */
function page(sources: readonly string[]): string {
  const scripts = sources.map(inlineScript)
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="${policy(scripts)}" />
    <title>Diagram</title>
  </head>
  <body>
${scripts.map(({ element }) => element).join('\n')}
  </body>
</html>
`
}

/** Returns Mermaid with all its diagram types, as one classic script. */
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
        entry: fileURLToPath(new URL('../../src/app/diagrams/frame/main.ts', import.meta.url)),
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

async function framePage(): Promise<string> {
  return page([await mermaidScript(), await frameScript()])
}

/** Serves and emits `diagram/index.html`, the page that draws diagrams, with everything that it needs. */
export function diagramFrame(): Plugin {
  return {
    name: 'vue-chat-stream:diagram-frame',

    configureServer({ config, middlewares }) {
      middlewares.use(`${config.base}diagram/`, (request, response, next) => {
        if (!/^\/?index\.html(\?|$)/.test(request.url ?? '')) return next()
        response.setHeader('Content-Type', 'text/html; charset=utf-8')
        framePage().then((text) => response.end(text), next)
      })
    },

    async generateBundle() {
      this.emitFile({ type: 'asset', fileName: 'diagram/index.html', source: await framePage() })
    },
  }
}

import type { Plugin } from 'vite'
import { createStubHandler } from './handler.ts'
import { toNodeListener } from './http/nodeListener.ts'
import type { StubOptions } from './options.ts'
import { isStubPath } from './http/routes.ts'

/** Mounts the stub in Vite's dev server, on the same origin as the page. */
export function stubServer(options: StubOptions = {}): Plugin {
  return {
    name: 'vue-chat-stream:stub-server',
    apply: 'serve',
    configureServer({ middlewares, httpServer }) {
      const handler = createStubHandler(options)
      const listener = toNodeListener(handler)
      middlewares.use((request, response, next) => {
        if (isStubPath(request.url ?? '')) void listener(request, response)
        else next()
      })
      // Vite creates a new server and calls its plugins again whenever its configuration changes.
      httpServer?.once('close', () => void handler.close())
    },
  }
}

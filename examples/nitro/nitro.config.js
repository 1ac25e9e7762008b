import { defineNitroConfig } from 'nitro/config'

/** The packages that the page imports. */
const PACKAGES = ['vue', 'vue-chat-stream', 'eventsource-parser']

export default defineNitroConfig({
  serverDir: './',
  publicAssets: [
    { dir: 'public' },
    ...PACKAGES.map((name) => ({
      dir: `node_modules/${name}/dist`,
      baseURL: `/node_modules/${name}/dist`,
    })),
  ],
})

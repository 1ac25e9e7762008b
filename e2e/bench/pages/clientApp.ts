import { createPinia } from 'pinia'
import { createApp } from 'vue'
import App from '../../../src/app/App.vue'
import { createAppI18n } from '../../../src/app/i18n/createAppI18n.ts'
import { textOf } from '../../../src/core/index.ts'
import { useConversations } from '../../../src/stores/conversations.ts'
import { useSettings } from '../../../src/stores/settings.ts'
import { startClientBench } from '../inPage/clientBench.ts'
import '../../../src/app/styles/tokens.css'
import '../../../src/app/styles/base.css'

const place = document.createElement('div')
document.body.append(place)

// Everything that a person runs, wired as src/app/main.ts does it.
startClientBench(place, (host, address) => {
  const pinia = createPinia()
  useSettings(pinia).applyDefaults({ url: address, transport: 'get' })
  createApp(App).use(pinia).use(createAppI18n()).mount(host)
  const conversations = useConversations(pinia)
  return {
    ask: () => conversations.send('Tell me everything.'),
    text: () => {
      const last = conversations.active.messages.at(-1)
      return last ? textOf(last) : ''
    },
  }
})

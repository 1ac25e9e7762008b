import { createPinia } from 'pinia'
import { createApp } from 'vue'
import App from '../../../src/app/App.vue'
import { createAppTexts, setLanguage } from '../../../src/app/i18n/createAppTexts.ts'
import { en } from '../../../src/app/i18n/en.ts'
import { loadMarkdownRenderer } from '../../../src/components/answer/markdown/markdownRenderer.ts'
import { useChats } from '../../../src/stores/chats/chats.ts'
import { useSettings } from '../../../src/stores/settings/settings.ts'
import { openChatStorage } from '../../../src/stores/storage/openChatStorage.ts'
import { LAST_SENTENCE } from '../document.ts'
import { writeChat } from '../inPage/writeChat.ts'
import { startLongBench } from '../inPage/longBench.ts'
import '../../../src/app/styles/tokens.css'
import '../../../src/app/styles/base.css'

const parameters = new URLSearchParams(location.search)
const container = document.createElement('div')
document.body.append(container)

async function storeChat(turns: number): Promise<void> {
  const storage = openChatStorage()
  const messages = writeChat(turns)
  const put = messages.map((message, position) => ({ position, message }))
  await storage.patchChat('long', { title: 'Long', createdAt: 1, updatedAt: Date.now() })
  await storage.saveMessages('long', { put })
  await storage.close()
}

function isOpen(): boolean {
  const last = container.querySelector('section:last-of-type article:last-child')
  const bottom = last?.getBoundingClientRect().bottom ?? Infinity
  return last?.textContent.includes(LAST_SENTENCE) === true && bottom < innerHeight
}

// The whole app as users run it, set up like src/app/main.ts.
startLongBench(container, async () => {
  await storeChat(Number(parameters.get('turns')))
  const pinia = createPinia()
  const url = new URL(parameters.get('flood') ?? '', location.href).href
  useSettings(pinia).applyDefaults({ url, transport: 'get' })
  const chats = useChats(pinia)
  await chats.restoreHistory()
  const texts = createAppTexts()
  setLanguage(texts, 'en', en)
  createApp(App).use(pinia).use(texts).mount(container)
  await loadMarkdownRenderer()
  return { isOpen, begin: () => void chats.send('Tell me everything.') }
})

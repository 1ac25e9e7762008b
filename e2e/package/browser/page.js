import { watchEffect } from 'vue'
import { textOf, useChatStream } from 'vue-chat-stream'

const { searchParams } = new URL(location.href)
const { messages, send } = useChatStream({
  url: searchParams.get('url'),
  transport: searchParams.get('transport'),
  // So eager that a client that asks again does so at once.
  retry: { baseDelay: 1, maxDelay: 5 },
})

const form = document.querySelector('form')
const answer = document.querySelector('[role=log]')
const outcome = document.querySelector('output')

watchEffect(() => {
  const message = messages.value.at(-1)
  answer.textContent = message?.role === 'assistant' ? textOf(message) : ''
})

form.addEventListener('submit', async (event) => {
  event.preventDefault()
  const message = await send(new FormData(form).get('question'))
  outcome.textContent = [message.outcome, message.error?.kind, message.error?.message]
    .filter(Boolean)
    .join(': ')
})

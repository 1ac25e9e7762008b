import { watchEffect } from 'vue'
import * as chatStream from 'vue-chat-stream'

const { reasoningOf, textOf, toFilePart, useChatStream } = chatStream
const { searchParams } = new URL(location.href)
const preset = searchParams.get('preset')
const { messages, send } = useChatStream({
  ...(preset
    ? chatStream[preset](JSON.parse(searchParams.get('options')))
    : { url: searchParams.get('url'), transport: searchParams.get('transport') }),
  // Retry so soon that a wrong retry would happen during the test.
  retry: { baseDelay: 1, maxDelay: 5 },
})

const form = document.querySelector('form')
const answer = document.querySelector('[role=log]')
const reasoning = document.querySelector('[role=note]')
const [outcome, usage] = document.querySelectorAll('output')
const run = document.querySelector('[name=run]')

watchEffect(() => {
  const message = messages.value.at(-1)
  const isAnswer = message?.role === 'assistant'
  answer.textContent = isAnswer ? textOf(message) : ''
  reasoning.textContent = isAnswer ? reasoningOf(message) : ''
})

async function ask(input) {
  outcome.textContent = ''
  const message = await send(input)
  outcome.textContent = [message.outcome, message.error?.kind, message.error?.message]
    .filter(Boolean)
    .join(': ')
  usage.textContent = message.usage?.outputTokens ?? ''
}

form.addEventListener('submit', (event) => {
  event.preventDefault()
  const { question, file } = form.elements
  void Promise.all([...file.files].map(toFilePart)).then((files) =>
    ask(files.length > 0 ? { text: question.value, files } : question.value),
  )
})

run.addEventListener('click', () => {
  const calls = messages.value.at(-1).parts.filter(({ type }) => type === 'tool')
  void ask({ toolResults: calls.map(({ id }) => ({ id, output: 'half past nine' })) })
})

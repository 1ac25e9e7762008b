'use client'

import { useEffect, useState } from 'react'
import { createChatStream, textOf } from 'vue-chat-stream/core'

export default function Page() {
  const [chat, setChat] = useState()
  const [{ messages, error }, setState] = useState({ messages: [] })

  useEffect(() => {
    let list = JSON.parse(localStorage.getItem('chat') ?? '[]')
    const created = createChatStream(
      { url: '/ai/chat/stream', transport: 'session' },
      { messages: { get: () => list, set: (next) => (list = next) } },
    )
    const save = () => localStorage.setItem('chat', JSON.stringify(list))
    const show = () => setState(created.getState())
    const unsubscribe = created.subscribe(show)
    addEventListener('pagehide', save)
    setChat(created)
    show()
    // After a reload, an answer in progress continues.
    if (list.at(-1)?.run) created.resume()
    return () => {
      removeEventListener('pagehide', save)
      unsubscribe()
      created.dispose()
    }
  }, [])

  return (
    <main>
      {messages.map((message) => (
        <p key={message.id}>
          <b>{message.role}:</b> <span>{textOf(message)}</span> {message.outcome}
        </p>
      ))}
      <p role="alert">{error?.message}</p>
      <form action={(form) => void chat?.send(String(form.get('question')))}>
        <input name="question" aria-label="Message" placeholder="Count to 100" required />
        <button>Send</button>
        <button type="button" onClick={() => chat?.stop()}>
          Stop
        </button>
      </form>
    </main>
  )
}

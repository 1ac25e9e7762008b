/** The answer to a question as nobody disturbed it: the stub's model says the same to the same question. */
export async function wholeAnswer(stubUrl: string, message: string): Promise<string> {
  const address = `${stubUrl}/ai/chat/stream?${new URLSearchParams({ message }).toString()}`
  const events = (await (await fetch(address)).text()).match(/^data: .*$/gm) ?? []
  return events.map((event) => contentOf(JSON.parse(event.slice('data: '.length)))).join('')
}

function contentOf(payload: unknown): string {
  const { content = '' } = payload as { content?: string }
  return content
}

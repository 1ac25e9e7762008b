import { onScopeDispose } from 'vue'

/** Time for the browser to start reading the file before its URL is revoked, in milliseconds. */
const REVOKE_AFTER = 10_000

/** Returns a function that downloads text as a file. */
export function useSaveFile(): (text: string, name: string) => void {
  let url: string | undefined
  let timer: ReturnType<typeof setTimeout> | undefined

  function revoke() {
    clearTimeout(timer)
    if (url !== undefined) URL.revokeObjectURL(url)
    url = undefined
  }
  onScopeDispose(revoke)

  return (text, name) => {
    revoke()
    url = URL.createObjectURL(new Blob([text], { type: 'text/plain' }))
    const link = document.createElement('a')
    link.href = url
    link.download = name
    link.click()
    timer = setTimeout(revoke, REVOKE_AFTER)
  }
}

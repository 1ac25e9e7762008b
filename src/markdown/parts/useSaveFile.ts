import { onScopeDispose } from 'vue'

/** How long a browser has to begin reading a file that is to be saved, in milliseconds. */
const READ_WITHIN = 10_000

/** Saves text as a file where downloads go. */
export function useSaveFile(): (text: string, name: string) => void {
  let url: string | undefined
  let timer: ReturnType<typeof setTimeout> | undefined

  function forget() {
    clearTimeout(timer)
    if (url !== undefined) URL.revokeObjectURL(url)
    url = undefined
  }
  onScopeDispose(forget)

  return (text, name) => {
    forget()
    url = URL.createObjectURL(new Blob([text], { type: 'text/plain' }))
    const link = document.createElement('a')
    link.href = url
    link.download = name
    link.click()
    timer = setTimeout(forget, READ_WITHIN)
  }
}

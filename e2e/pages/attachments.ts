import type { Locator, Page } from '@playwright/test'

/** A file in memory, for upload. */
export interface TestFile {
  readonly name: string
  readonly mimeType: string
  readonly buffer: Buffer
}

export const image: TestFile = {
  name: 'dot.png',
  mimeType: 'image/png',
  buffer: Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  ),
}

export const notes: TestFile = {
  name: 'notes.md',
  mimeType: 'text/markdown',
  buffer: Buffer.from('# Notes\n'),
}

/** Chooses files through the attach button, as a user does. */
export async function choose(opener: Locator, ...files: TestFile[]): Promise<void> {
  await chooseBy(opener.page(), () => opener.click(), ...files)
}

/** Chooses files in the dialog that `open` opens. */
export async function chooseBy(
  page: Page,
  open: () => Promise<void>,
  ...files: TestFile[]
): Promise<void> {
  const chooser = page.waitForEvent('filechooser')
  // Make sure that the browser intercepts the file dialog before input reaches the page: `evaluate` runs after the
  // request to intercept it, but input may overtake that request.
  await page.evaluate(() => undefined)
  await open()
  await (await chooser).setFiles(files)
}

/** Drags a file over an element, drops it there, or pastes it. */
export async function dispatchTransfer(
  target: Locator,
  type: 'dragenter' | 'drop' | 'paste',
  content: TestFile | string,
): Promise<void> {
  const file = typeof content === 'string' ? undefined : content
  await target.evaluate(
    (element, { kind, text, name, mimeType, base64 }) => {
      const data = new DataTransfer()
      if (name === undefined) data.setData('text/plain', text)
      else {
        const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
        data.items.add(new File([bytes], name, { type: mimeType ?? '' }))
      }
      const init = { bubbles: true, cancelable: true }
      element.dispatchEvent(
        kind === 'paste'
          ? new ClipboardEvent(kind, { ...init, clipboardData: data })
          : new DragEvent(kind, { ...init, dataTransfer: data }),
      )
    },
    {
      kind: type,
      text: file ? '' : String(content),
      name: file?.name,
      mimeType: file?.mimeType,
      base64: file?.buffer.toString('base64') ?? '',
    },
  )
}

/** Deletes a file of the user at the server: the client tool of all three apps. */
export async function deleteFile(path: string): Promise<string> {
  const response = await fetch(`/files/${encodeURIComponent(path)}`, { method: 'DELETE' })
  if (!response.ok) throw new Error(`The server responded with ${response.status}.`)
  return `Deleted ${path}.`
}

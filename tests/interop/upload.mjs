// The official tus client brings one file: node upload.mjs ENDPOINT TOKEN FILE CHUNK HOW [NAME=VALUE ...]
// HOW: "whole"; "resume", which aborts after the first chunk and goes on from the stored address; "terminate".
import { readFileSync } from "node:fs"
import { createRequire } from "node:module"

const require = createRequire(process.env.SIDAO_TUS)
const tus = require("tus-js-client")
const [endpoint, token, file, chunk, how, ...pairs] = process.argv.slice(2)
const content = readFileSync(file)
const metadata = Object.fromEntries(pairs.map((pair) => pair.split("=")))
let aborted = false

function upload(uploadUrl) {
  const options = {
    endpoint,
    uploadUrl,
    metadata,
    headers: { Authorization: `Bearer ${token}` },
    chunkSize: Number(chunk),
    retryDelays: [0, 50],
    removeFingerprintOnSuccess: true,
    onError: (error) => {
      console.error(String(error))
      process.exit(1)
    },
    onChunkComplete: async (size, done, total) => {
      if (aborted || how === "whole" || done >= total) return
      aborted = true
      await sending.abort(how === "terminate")
      if (how === "resume") upload(sending.url)
      else console.log(JSON.stringify({ url: sending.url, terminated: true }))
    },
    onSuccess: () => console.log(JSON.stringify({ url: sending.url, resumed: aborted })),
  }
  const sending = new tus.Upload(content, options)
  sending.start()
}

upload(undefined)

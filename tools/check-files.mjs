// `npm run check:files`: every source file and document keeps checks/file-rules.mjs and checks/markdown-rules.mjs.
import { fileFaults } from './checks/file-faults.mjs'
import { report } from './checks/files.mjs'
import { root } from './setup/root.mjs'

report(fileFaults(root))

// `npm run check:imports`: imports run one way (checks/import-rules.mjs) in every file of the project.
import { report } from './checks/files.mjs'
import { importFaults } from './checks/import-faults.mjs'
import { root } from './setup/root.mjs'

report(importFaults(root))

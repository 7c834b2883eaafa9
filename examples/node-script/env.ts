/** What the script is given. The demo login exists on the embedded database only. */
export const {
  CAMPUSBITE_URL: url = 'http://localhost:3000',
  EMAIL: email = 'demo@campusbite.test',
  PASSWORD: password = 'campus-bite-demo',
} = process.env

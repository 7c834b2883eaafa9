#!/bin/sh
# One session from login to logout with curl, and proof that its tokens are worthless afterwards.
# Settings: CAMPUSBITE_URL, EMAIL, PASSWORD. Needs curl and sed.
set -eu

url=${CAMPUSBITE_URL:-http://localhost:3000}
email=${EMAIL:-demo@campusbite.test}
password=${PASSWORD:-campus-bite-demo}

post() { # path, JSON
  curl -sS -X POST "$url$1" -H 'Content-Type: application/json' -d "$2"
}
status() { # of a GET with the access token
  curl -sS -o /dev/null -w '%{http_code}' "$url$1" -H "Authorization: Bearer $access"
}
field() { # name: a string of the JSON on standard input
  sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p"
}

answer=$(post /api/auth/login "{\"email\":\"$email\",\"password\":\"$password\"}")
access=$(printf %s "$answer" | field accessToken)
refresh=$(printf %s "$answer" | field refreshToken)
echo "logged in: GET /api/auth/me answers $(status /api/auth/me)"

post /api/auth/logout "{\"refreshToken\":\"$refresh\"}"
echo
echo "logged out: GET /api/auth/me answers $(status /api/auth/me)"

post /api/auth/refresh-token "{\"refreshToken\":\"$refresh\"}"
echo

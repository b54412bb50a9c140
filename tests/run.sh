#!/usr/bin/env bash
# Runs the tests, on real servers. See --help.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

usage() {
  cat <<'TEXT'
bash tests/run.sh [--soak] [--no-build] [--jobs N] [SUBJECT...]

Installs what is missing of PostgreSQL, RabbitMQ, Prometheus, its node exporter, Alertmanager and kubectl (Debian packages; needs
root or sudo), builds, and runs every test project. A project without a test, a skipped test or a missing result is a failure.

  SUBJECT     a folder of tests/, such as eventstore; all of them when none is named
  --soak      also the tests of the categories Soak and Load, which take long
  --no-build  takes what was built last (Release)
  --jobs N    runs N test projects at a time; 3 when nothing is said: some wait more than they work
TEXT
}

say() { printf '==> %s\n' "$*"; }
fail() { printf 'tests/run.sh: %s\n' "$1" >&2; exit "${2:-1}"; }

soak=false
build=true
jobs=3
subjects=()
while [ $# -gt 0 ]; do
  case $1 in
    --soak) soak=true ;;
    --no-build) build=false ;;
    --jobs)
      jobs=${2:-}
      [[ $jobs =~ ^[1-9][0-9]?$ ]] || fail "--jobs wants a number from 1 to 99, and is given '$jobs'" 2
      shift
      ;;
    -h | --help) usage; exit 0 ;;
    -*) usage >&2; exit 2 ;;
    *) subjects+=("$1") ;;
  esac
  shift
done

# one line per server: a program that it brings (a pattern of paths), and its Debian package
servers() {
  cat <<'TEXT'
/usr/lib/postgresql/*/bin/postgres postgresql
/usr/lib/rabbitmq/bin/rabbitmq-server rabbitmq-server
/usr/bin/prometheus prometheus
/usr/bin/prometheus-node-exporter prometheus-node-exporter
/usr/bin/prometheus-alertmanager prometheus-alertmanager
/usr/bin/kubectl kubernetes-client
TEXT
}

install_servers() {
  local missing=() pattern package
  while read -r pattern package; do
    compgen -G "$pattern" > /dev/null || missing+=("$package")
  done < <(servers)
  [ ${#missing[@]} -gt 0 ] || return 0

  local as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo > /dev/null || fail "${missing[*]} must be installed: run this as root, or install sudo"
    as_root=(sudo)
  fi
  command -v apt-get > /dev/null || fail "${missing[*]} must be installed, and apt-get is not here to do it"
  say "installing ${missing[*]}"
  local apt=(${as_root[@]+"${as_root[@]}"} env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300)
  "${apt[@]}" update || say "apt-get update failed: trying with the package lists that are here"
  "${apt[@]}" install -y --no-install-recommends "${missing[@]}" > /dev/null ||
    fail "apt-get could not install ${missing[*]}"
}

# what takes longest begins first, so that it does not run alone at the end
longest=(tests/end-to-end tests/simulator tests/collector tests/dashboard)

# all test projects, or those of the named subjects
select_projects() {
  local subject
  if [ ${#subjects[@]} -eq 0 ]; then
    grep -l 'Microsoft.NET.Test.Sdk' $(printf '%s/*.csproj ' "${longest[@]}") tests/*/*.csproj | awk '!seen[$0]++'
    return
  fi
  for subject in "${subjects[@]}"; do
    grep -l 'Microsoft.NET.Test.Sdk' "tests/$subject"/*.csproj 2> /dev/null || return 1
  done
}

# one number of a result file: total, executed, passed or failed
count() { sed -n "s/.*<Counters [^>]*\b$2=\"\([0-9]*\)\".*/\1/p" "$1"; }

command -v dotnet > /dev/null || fail "dotnet, the .NET 10 SDK, must be installed"
command -v npm > /dev/null || fail "npm must be installed (Node.js): PostgreSQL out of npm is tested, too"
selected=$(select_projects) ||
  fail "not all of these are subjects: ${subjects[*]}; there are: $(subjects=() && select_projects | cut -d/ -f2 | xargs)" 2
mapfile -t projects <<< "$selected"
install_servers

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 MSBUILDDISABLENODEREUSE=1
if $build; then
  targets=(Pipeline.sln)
  [ ${#subjects[@]} -eq 0 ] || targets=("${projects[@]}")
  for target in "${targets[@]}"; do
    say "restoring and building $target"
    dotnet build "$target" -c Release --verbosity quiet
  done
fi

results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
trap 'kill $(jobs -p) 2> /dev/null; wait; exit 130' INT TERM
filter=()
$soak || filter=(--filter 'Category!=Soak&Category!=Load')

# runs the tests of one project; what they say is shown in one piece when they are done
run_project() {
  local project=$1 name=$2 started=$SECONDS code=0
  dotnet test "$project" -c Release --no-build ${filter[@]+"${filter[@]}"} --blame-hang-timeout 5min --blame-hang-dump-type none \
    --results-directory "$results" --logger "trx;LogFileName=$name.trx" --logger 'console;verbosity=minimal' \
    -- RunConfiguration.TreatNoTestsAsError=true > "$results/$name.log" 2>&1 || code=$?
  echo "$code" > "$results/$name.code"
  { say "$name: $((SECONDS - started)) s"; cat "$results/$name.log"; } > "$results/$name.shown"
  cat "$results/$name.shown"
}

for project in "${projects[@]}"; do
  name=$(basename "$project" .csproj)
  while [ "$(jobs -rp | wc -l)" -ge "$jobs" ]; do wait -n || true; done
  say "$name begins"
  run_project "$project" "$name" &
done
wait

problems=()
passed=0 failed=0 skipped=0
for project in "${projects[@]}"; do
  name=$(basename "$project" .csproj)
  code=$(cat "$results/$name.code" 2> /dev/null || echo nothing)
  [ "$code" = 0 ] || problems+=("$name: dotnet test ended with $code")
  trx="$results/$name.trx"
  if [ ! -s "$trx" ]; then
    problems+=("$name: no result")
    continue
  fi
  total=$(count "$trx" total) executed=$(count "$trx" executed)
  [ "$total" -gt 0 ] || problems+=("$name: no test")
  [ "$total" -eq "$executed" ] || problems+=("$name: $((total - executed)) skipped")
  passed=$((passed + $(count "$trx" passed)))
  failed=$((failed + $(count "$trx" failed)))
  skipped=$((skipped + total - executed))
done

[ ${#problems[@]} -eq 0 ] || printf 'FAILED %s\n' "${problems[@]}" >&2
printf '%d passed, %d failed, %d skipped in %d s\n' "$passed" "$failed" "$skipped" "$SECONDS"
[ ${#problems[@]} -eq 0 ]

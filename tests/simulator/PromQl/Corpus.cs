namespace Pipeline.Simulator.Tests.PromQl;

/// <summary>Expressions over the small shop's metrics: each part of the language, the corners of each part, and the queries of similar products.</summary>
internal static class Corpus
{
    public static IReadOnlyList<string> Expressions { get; } =
    [
        // literals and scalars
        "1", "-1", "0x1F", "1e3", ".5", "017", "Inf", "-inf", "NaN", "nAn", "1 + 2 * 3 ^ 2 ^ 0.5", "-2 ^ 2", "(-2) ^ 2", "10 % 4", "-10 % 4", "1 / 0",
        "0 / 0", "2 == bool 2", "3 < bool 2", "1 != bool NaN", "1 atan2 2", "time()", "pi()", "scalar(up)", "vector(1)", "vector(time())",
        "scalar(kube_namespace_status_phase{phase=\"Active\"})", "1 # a comment", "1 +\n# between\n2", "--1", "+-+1",

        // selectors
        "up", "up{job=\"kubelet\"}", "up{job!=\"kubelet\"}", "up{job=~\"kube.*\"}", "up{job!~\"kube.*\"}", "{__name__=\"up\"}", "{__name__=~\"node_load.*\"}",
        "{job=\"node-exporter\",__name__!~\"node_(cpu|network).*\"}", "up{missing=\"\"}", "up{node!=\"\"}", "up{job=~\"kube\"}", "up{job=~\"kubelet|coredns\",}",
        "node_cpu_seconds_total{mode=~\"idle|iowait\",cpu=\"0\"}", "kube_pod_info{pod=~\".*-[0-9]\"}", "kube_pod_info{pod=~\"c(art|heckout)-\\\\w+-\\\\d\"}",
        "kube_pod_info{pod=~\"[[:alpha:]]+-0\"}", "kube_pod_info{pod=~'(?i)CART.*'}", "kube_pod_info{pod=~`db-\\d`}", "nothing_at_all", "kube_pod_info{pod='cart-7d4b9-0'}",
        "up offset 5m", "up offset -5m", "up offset 1h", "up @ end()", "up @ start()", "up @ 0", "node_load1 offset 1m30s", "sum(up offset 5m)",
        "container_cpu_usage_seconds_total{pod=\"cart-7d4b9-1\"}", "kube_pod_container_status_waiting_reason", "kube_pod_container_status_last_terminated_reason",

        // functions of ranges
        "rate(http_requests_total[1m])", "rate(http_requests_total[5m])", "rate(http_requests_total[17s])", "rate(http_requests_total[15s])",
        "irate(http_requests_total[5m])", "increase(http_requests_total[10m])", "delta(node_memory_MemAvailable_bytes[5m])", "idelta(node_load1[2m])",
        "deriv(container_memory_working_set_bytes{container!=\"\"}[5m])", "predict_linear(kubelet_volume_stats_available_bytes[10m], 4 * 24 * 3600)",
        "resets(container_cpu_usage_seconds_total[15m])", "changes(kube_pod_container_status_restarts_total[15m])", "changes(up[20m])",
        "avg_over_time(node_load1[5m])", "min_over_time(node_load1[5m])", "max_over_time(node_load1[5m])", "sum_over_time(node_load1[5m])",
        "count_over_time(up[3m])", "stddev_over_time(node_load1[5m])", "stdvar_over_time(node_load1[5m])", "last_over_time(up[2m])",
        "present_over_time(up[2m])", "quantile_over_time(0.9, node_load1[5m])", "quantile_over_time(-1, node_load1[5m])", "quantile_over_time(2, node_load1[5m])",
        "absent_over_time(up{job=\"nope\"}[5m])", "absent_over_time(up[5m])", "holt_winters(node_load1[5m], 0.3, 0.6)", "rate(up[5m] offset 3m)",
        "rate(http_requests_total[5m] @ end())", "increase(kube_pod_container_status_restarts_total[15m])", "rate(container_cpu_usage_seconds_total[4m])",
        "rate(node_cpu_seconds_total{node=\"n3\"}[2m])", "increase(node_cpu_seconds_total{node=\"n3\",mode=\"idle\"}[8m])",

        // subqueries
        "max_over_time(rate(http_requests_total[1m])[5m:30s])", "avg_over_time(node_load1[5m:])", "sum_over_time(up[10m:1m] offset 2m)",
        "max_over_time(sum by (job) (up)[5m:20s])", "rate(http_requests_total[5m:15s])", "count_over_time(vector(1)[5m:17s])", "deriv(rate(http_requests_total[2m])[5m:30s])",
        "min_over_time((up == 0)[10m:15s])", "quantile_over_time(0.5, rate(http_requests_total[1m])[5m:1m])", "sum_over_time(time()[1m:10s])",
        "max_over_time(max_over_time(node_load1[1m])[5m:30s])[5m:1m]", "avg_over_time(node_load1[5m:1m] @ end())", "last_over_time(up[2m:15s])",

        // functions of vectors
        "abs(-node_load1)", "ceil(node_load1)", "floor(node_load1)", "round(node_load1)", "round(node_load1, 0.25)", "clamp(node_load1, 0.5, 1.5)",
        "clamp(node_load1, 2, 1)", "clamp_min(node_load1, 1)", "clamp_max(node_load1, 1)", "exp(node_load1)", "ln(node_load1)", "log2(node_load1)",
        "log10(node_load1)", "sqrt(node_load1)", "sgn(node_load1 - 1)", "sin(node_load1)", "deg(node_load1)", "rad(node_load1)", "tanh(node_load1)",
        "acosh(node_load1)", "timestamp(up)", "timestamp(up + 0)", "timestamp(up offset 1m)", "timestamp((up))", "timestamp(vector(1))",
        "absent(up)", "absent(nope)", "absent(nope{a=\"b\",c!=\"d\",e=~\"f\"})", "absent(nope{a=\"b\",a=\"c\",d=\"e\"})", "absent(sum(nope))", "minute()", "hour()",
        "day_of_week()", "day_of_month()", "day_of_year()", "days_in_month()", "month()", "year()", "day_of_week(kube_pod_created)",
        "hour(vector(1700000000))", "minute(vector(-1))", "year(vector(1e9))", "sort(up)", "sort_desc(node_load1)", "-up", "-sum(up)",

        // labels
        "label_replace(up, \"host\", \"$1\", \"instance\", \"([^:]+):.*\")", "label_replace(up, \"job\", \"\", \"job\", \".*\")",
        "label_replace(up, \"host\", \"x-$1-${1}y-$1z-$$-$name\", \"instance\", \"([^:]+):.*\")", "label_replace(up, \"n\", \"$who\", \"instance\", \"(?P<who>.*):.*\")",
        "label_replace(up, \"a\", \"b\", \"nope\", \"\")", "label_replace(up, \"a\", \"b\", \"job\", \"kube\")", "label_replace(vector(1), \"a\", \"b\", \"\", \"\")",
        "label_join(up, \"all\", \"/\", \"job\", \"instance\")", "label_join(up, \"all\", \"-\")", "label_join(up, \"job\", \",\", \"nope\")",

        // histograms
        "histogram_quantile(0.95, sum by (service, le) (rate(http_request_duration_seconds_bucket[5m])))", "histogram_quantile(0.5, http_request_duration_seconds_bucket)",
        "histogram_quantile(0.99, rate(http_request_duration_seconds_bucket{service=\"cart\"}[2m]))", "histogram_quantile(2, http_request_duration_seconds_bucket)",
        "histogram_quantile(-1, http_request_duration_seconds_bucket)", "histogram_quantile(NaN, http_request_duration_seconds_bucket)",
        "histogram_quantile(0.9, sum by (le) (http_request_duration_seconds_bucket{le!=\"+Inf\"}))", "histogram_quantile(0.9, node_load1)",
        "histogram_quantile(0.9999, sum by (le) (rate(http_request_duration_seconds_bucket[5m])))", "histogram_quantile(0, sum by (le) (http_request_duration_seconds_bucket))",
        "histogram_quantile(0.9, 0 * http_request_duration_seconds_bucket)",
        "rate(http_request_duration_seconds_sum[5m]) / rate(http_request_duration_seconds_count[5m])",

        // aggregations
        "sum(up)", "sum by (job) (up)", "sum(up) by (job)", "sum without (instance, node) (up)", "sum by () (up)", "sum without () (up)", "avg by (job) (up)",
        "min by (mode) (node_cpu_seconds_total)", "max by (mode) (node_cpu_seconds_total)", "count by (job, node) (up)", "group by (job) (up)",
        "stddev by (job) (node_load1)", "stdvar(node_load1)", "topk(2, node_load1)", "topk by (job) (1, up)", "bottomk(2, node_load1)", "topk(0, up)", "topk(-1, up)",
        "bottomk by (mode) (1, node_cpu_seconds_total)", "quantile(0.9, node_load1)", "quantile by (job) (0.5, up)", "quantile(1.5, up)",
        "count_values(\"value\", up)", "count_values by (job) (\"v\", up)", "count_values(\"v\", round(node_load1, 0.1))", "count_values without (node) (\"job\", up)",
        "sum by (nope) (up)", "count(nope)", "sum(nope)", "avg(node_load1 / 0)", "max(0 / (up - up))", "min(NaN * up)", "SUM BY (job) (up)", "topk(scalar(sum(up)), up)",
        "sum(up) + 1", "count(count by (node) (up))", "avg by (__name__) (up)", "sum by (__name__, job) ({job=\"node-exporter\"})",

        // operators of vectors and numbers
        "up + 1", "1 - up", "2 ^ node_load1", "node_load1 % 0.7", "up == 1", "up == 0", "up != 1", "1 == up", "0 < node_load1", "node_load1 > bool 1", "1 > bool node_load1",
        "node_load1 >= 1 <= 1.5", "up * NaN", "up / 0", "up == NaN", "node_load1 atan2 1", "up > -1", "-up + 1", "-up ^ 2", "2 * -up",

        // operators of vectors
        "node_load1 / node_load5", "node_load1 > node_load5", "node_load1 > bool node_load5", "node_memory_MemAvailable_bytes / node_memory_MemTotal_bytes",
        "node_load5 / on (instance, job) group_left () count without (cpu, mode) (node_cpu_seconds_total{mode=\"idle\"})",
        "node_load1 + on (node) node_load5", "node_load1 + ignoring (job) node_load5", "node_load1 == on (node) node_load1", "node_load1 * on () group_left vector(2)",
        "kube_pod_info * on (namespace, pod) group_left (owner_name, owner_kind) kube_pod_owner",
        "kube_pod_owner * on (namespace, pod) group_right (node) kube_pod_info", "kube_pod_info * on (node) group_left (internal_ip) kube_node_info",
        "kube_node_info * on (node) group_right (kubelet_version) kube_pod_info", "kube_pod_info > on (node) group_left () kube_node_info",
        "kube_node_info == on (node) group_right () kube_pod_info", "kube_pod_info == bool on (node) group_left () kube_node_info",
        "up and up", "up and on (node) node_load1", "up or node_load1", "up unless on (node) node_load1", "up and ignoring (node) up", "up unless up", "nope or up",
        "nope and up", "up or nope", "up unless nope", "up or vector(1)", "up and vector(1)", "up and on () vector(1)", "up or on () vector(1)", "up == 0 or up == 1",
        "up and up or up unless up", "1 + up or 2 * up and up", "node_load1 - node_load1 * 2 - 3", "nope + up", "up + nope", "sum(up) / count(up)",
        "kube_deployment_spec_replicas - on (namespace, deployment) kube_deployment_status_replicas_available",
        "kube_horizontalpodautoscaler_status_current_replicas == on (namespace, horizontalpodautoscaler) kube_horizontalpodautoscaler_spec_max_replicas",

        // names that are words
        "sum", "by", "offset", "count{}", "max + min", "sum by (by) (up)", "sum by (on, bool, offset) (up)", "start", "and or or",

        // errors of execution
        "kube_pod_info * on (node) kube_node_info", "kube_node_info * on (node) kube_pod_info", "up * on (job) up", "kube_pod_info * on (node) group_left () kube_pod_info",
        "node_cpu_seconds_total + ignoring (mode) group_right () up", "label_replace(up, \"instance\", \"x\", \"instance\", \".*\")",
        "label_replace(up, \"1bad\", \"x\", \"instance\", \".*\")", "count_values(\"1bad\", up)", "label_join(up, \"bad-name\", \",\", \"job\")",
        "label_replace(up, \"a\", \"x\", \"instance\", \"(\")", "holt_winters(node_load1[5m], 2, 0.5)",
        "sum without (cpu) ({__name__=~\"node_load.*\"}) + 1", "rate({__name__=~\"node_load1|node_load5\"}[5m])", "-{__name__=~\"node_load1|node_load5\"}",

        // queries of similar products and of the mixin
        "sum(rate(container_cpu_usage_seconds_total{namespace!=\"\", pod!=\"\"}[2m])) by (namespace, pod, node)",
        "sum(container_memory_working_set_bytes{namespace!=\"\", pod!=\"\"}) by (namespace, pod, node)", "kube_deployment_status_replicas_unavailable > 0",
        "kube_pod_status_phase{phase=~\"Pending|Failed|Unknown\"}", "kube_node_status_condition{condition=\"Ready\",status=\"true\"} == 0",
        "sum by (instance) (rate(node_cpu_seconds_total{mode!=\"idle\"}[5m]))", "100 - ((node_filesystem_avail_bytes / node_filesystem_size_bytes) * 100)",
        "rate(coredns_dns_responses_total{rcode=\"SERVFAIL\"}[5m])", "avg by (namespace) (kube_pod_status_ready{condition=\"true\"})",
        "sum(irate(container_cpu_usage_seconds_total{namespace=\"shop\", pod=~\"cart.*\"}[5m])) by (pod, job)",
        "max_over_time(kube_pod_container_status_waiting_reason{reason=\"ImagePullBackOff\"}[5m]) >= 1",
        "(kube_pod_container_status_last_terminated_reason{reason=\"OOMKilled\"} == 1) and on (namespace,pod,container) (increase(kube_pod_container_status_restarts_total[15m]) > 0)",
        "label_replace(max by (namespace,pod,owner_name) (kube_pod_owner{owner_kind=\"ReplicaSet\"}), \"replicaset\",\"$1\",\"owner_name\",\"(.*)\") * on (namespace,replicaset) group_left(deployment) label_replace(max by (namespace,replicaset,owner_name) (kube_replicaset_owner{owner_kind=\"Deployment\"}), \"deployment\",\"$1\",\"owner_name\",\"(.*)\")",
        "(sum by (namespace,service) (rate(http_requests_total{code=~\"5..\"}[5m])) or 0 * sum by (namespace,service) (rate(http_requests_total[5m]))) / sum by (namespace,service) (rate(http_requests_total[5m]))",
        "predict_linear(kubelet_volume_stats_available_bytes[6m], 4 * 24 * 3600) < 0 and kubelet_volume_stats_available_bytes / kubelet_volume_stats_capacity_bytes < 0.9",
        "sum(increase(container_cpu_cfs_throttled_periods_total{container!=\"\"}[5m])) by (container, pod, namespace) / sum(increase(container_cpu_cfs_periods_total[5m])) by (container, pod, namespace) > (25 / 100)",
        "sum(changes(kube_node_status_condition{status=\"true\",condition=\"Ready\"}[15m])) by (node) > 0",
        "kube_resourcequota{type=\"used\"} / ignoring (instance, job, type) (kube_resourcequota{type=\"hard\"} > 0) > 0.2",
    ];

    public static IReadOnlyList<string> Errors { get; } =
    [
        "", "  ", "# only a comment", "sum(up", "up)", "up[5m", "(", ")", "up{", "up}", "up{job", "up{job=", "up{job=\"a\"", "up{job=\"a\" b=\"c\"}", "up{\"a\"}",
        "up{1=\"a\"}", "up{job=1}", "up{job~\"a\"}", "up{job=~\"(\"}", "up{job=~\"a**\"}", "up{,}", "{}", "{job=\"\"}", "{job=~\".*\"}", "{__name__!=\"a\"}", "up{__name__=\"b\"}",
        "up up", "1 1", "up 1", "+", "*", "1 +", "1 + + ", "* 1", "1 ** 2", "up and", "and up", "1 and 1", "up and 1", "1 == 1", "up + bool 1", "bool", "up == bool",
        "rate(up)", "rate(up[5m]", "rate()", "rate(up[5m], up[5m])", "nope(up)", "rate(sum(up[5m]))", "sum(up[5m])", "abs(1)", "abs(up[5m])", "abs(\"a\")", "time(1)", "round(up, 1, 2)",
        "sum()", "sum(up, up)", "topk(up)", "topk(up, up)", "topk(\"a\", up)", "quantile(up)", "count_values(1, up)", "sum by up", "sum by (1) (up)", "sum by (a b) (up)", "sum by (a,,b) (up)",
        "sum by (up)", "sum (up) by", "sum by (job) up", "by (job) (up)", "label_replace(up, \"a\", \"b\", \"c\")", "histogram_quantile(up, up)", "clamp(up, 1)", "absent()",
        "up[5m]offset", "up offset", "up offset 5", "up offset up", "1 offset 5m", "sum(up) offset 5m", "up offset 5m offset 5m", "up[5]", "up[5m][5m]", "up[]", "up[5m:", "up[5m:5]", "up[0s]",
        "up[5m5m]", "up[5m3h]", "up[m]", "sum(up)[5m]", "1[5m]", "1[5m:1m]", "up[5m][5m:1m]", "(up[5m])[5m:]", "up offset 5m [5m]", "up @ 1 [5m]", "up @", "up @ up", "up @ 1 @ 2", "1 @ 1",
        "\"a", "'a", "`a", "\"\\q\"", "\"a\" + 1", "\"a\" + \"b\"", "-\"a\"", "-up[5m]", "up[5m] + up[5m]", "up + on (job) 1", "1 + on (job) up", "up and on (job) group_left () up",
        "up * on (job) group_left (job) up", "up + ignoring up", "up + on job up", "up + on (job", "up + group_left (a) up", "up = 1", "up ! 1", "up =~ 1", "up & 1", "up ? 1", "up; 1",
        "$window", "up[$window]", "up{$selector}", "0x", "1e", "1.2.3", "5m", "1a", "foo-bar:baz{", "a:b(up)", "up,", ",", "rate(up[5m],)", "abs(up,)", "sum(up,)", "(up, up)", "()",
        "ABS(up)", "rate(up [5m] 1)", "sum(sum)(up)", "topk(5)", "topk 5", "sum 5", "max{", "on", "group_left", "up unless bool up", "up or bool up", "1 or 2", "up{job=~\"*a\"}", "up{job=~\"a)\"}", "up{job=~\"[a\"}", "up[5mx]", "up[x]", "5x", "up[1h30m", "'\\z'", "up{a='\\q'}",
        "atan2", "1 atan2", "up atan2 \"a\"", "sum by (job)", "sum without", "ignoring (a) up", "up[5m] > 1", "1 > up[5m]", "vector(up)", "scalar(1)", "predict_linear(up[5m])",
    ];
}

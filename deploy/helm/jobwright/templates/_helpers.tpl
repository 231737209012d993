{{- define "jobwright.name" -}}
{{- if contains .Chart.Name .Release.Name }}{{ .Release.Name | trunc 50 | trimSuffix "-" }}{{ else }}{{ printf "%s-%s" .Release.Name .Chart.Name | trunc 50 | trimSuffix "-" }}{{ end }}
{{- end }}

{{- define "jobwright.selector" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "jobwright.labels" -}}
{{ include "jobwright.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end }}

{{- define "jobwright.image" -}}
{{- with .Values.image }}{{ if .digest }}{{ .repository }}@{{ .digest }}{{ else }}{{ .repository }}:{{ .tag | default $.Chart.AppVersion }}{{ end }}{{ end }}
{{- end }}

{{/* Several nodes are possible only where they share keys and a database. */}}
{{- define "jobwright.check" -}}
{{- if or (gt (int .Values.replicas) 1) .Values.autoscaling.enabled }}
{{- if not .Values.keys.existingSecret }}{{ fail "several nodes sign with the same keys: name the Secret that has them in keys.existingSecret" }}{{ end }}
{{- if not (regexMatch "(?s)\\[database\\].*provider = \"postgres\"" .Values.settings) }}{{ fail "several nodes share a Postgres: settings need [database] with provider = \"postgres\"" }}{{ end }}
{{- end }}
{{- if and .Values.autoscaling.enabled (gt (int .Values.autoscaling.minReplicas) (int .Values.autoscaling.maxReplicas)) }}{{ fail "autoscaling.minReplicas is more than maxReplicas" }}{{ end }}
{{- end }}

{{- define "jobwright.podSecurity" -}}
runAsNonRoot: true
runAsUser: 10001
runAsGroup: 10001
fsGroup: 10001
fsGroupChangePolicy: OnRootMismatch
seccompProfile: { type: RuntimeDefault }
{{- end }}

{{- define "jobwright.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: { drop: [ALL] }
{{- end }}

{{- define "jobwright.environment" -}}
- name: JOBWRIGHT_CONFIG
  value: /etc/jobwright/jobwright.toml
- name: JOBWRIGHT__SERVER__DRAIN_SECONDS
  value: {{ .Values.drainSeconds | quote }}
{{- with .Values.publicUrl }}
- name: JOBWRIGHT__SERVER__PUBLIC_URL
  value: {{ . | quote }}
{{- end }}
{{- end }}

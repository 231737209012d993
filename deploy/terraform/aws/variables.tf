variable "name" {
  description = "What everything is called, and begins with."
  type        = string
  default     = "jobwright"

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,30}$", var.name))
    error_message = "Lower-case letters, digits and hyphens, at most 31."
  }
}

variable "vpc_id" {
  description = "The network of the cluster."
  type        = string
}

variable "subnet_ids" {
  description = "Private subnets of at least two zones, for the database and Redis."
  type        = list(string)
}

variable "node_security_group_id" {
  description = "The security group of the cluster's nodes: nobody else reaches the database and Redis."
  type        = string
}

variable "database_class" {
  description = "The class of the database's machine."
  type        = string
  default     = "db.t4g.medium"
}

variable "database_gigabytes" {
  description = "The first size of the database's disk; it grows to four times as much."
  type        = number
  default     = 50
}

variable "redis_class" {
  description = "The class of the machine of Redis, which carries hints and keeps nothing."
  type        = string
  default     = "cache.t4g.micro"
}

variable "backup_days" {
  description = "How many days back the database can be taken to any moment, and former versions of files are kept."
  type        = number
  default     = 14
}

variable "deletion_protection" {
  description = "Whether the database refuses to be deleted."
  type        = bool
  default     = true
}
